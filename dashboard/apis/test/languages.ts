/** A language that the request is shown in: what a person calls it, and httpsnippet. */
export interface Language {
  id: string
  title: string
  target: string
  client: string
}

/** Those of the old tutorial; of several ways the one that needs the least installed. */
export const LANGUAGES: readonly Language[] = [
  { id: 'curl', title: 'cURL', target: 'shell', client: 'curl' },
  { id: 'csharp', title: 'C# (RestSharp)', target: 'csharp', client: 'restsharp' },
  { id: 'go', title: 'Go', target: 'go', client: 'native' },
  { id: 'java', title: 'Java', target: 'java', client: 'nethttp' },
  { id: 'jquery', title: 'jQuery', target: 'javascript', client: 'jquery' },
  { id: 'node', title: 'Node.js', target: 'node', client: 'native' },
  { id: 'objc', title: 'Objective-C', target: 'objc', client: 'nsurlsession' },
  { id: 'php', title: 'PHP', target: 'php', client: 'curl' },
  { id: 'python', title: 'Python', target: 'python', client: 'requests' },
  { id: 'ruby', title: 'Ruby', target: 'ruby', client: 'native' },
  { id: 'swift', title: 'Swift', target: 'swift', client: 'urlsession' },
]

/** Where a sample sends its request, and what. */
export interface SampleRequest {
  /** `http:` or `https:` */
  protocol: string
  hostname: string
  port: string
  /** The token endpoint. */
  url: string
  /** The JSON of the tutorial; in double quotes, as most languages write it: `literal`. */
  body: string
  literal: string
}

/** One of the tutorial's requests: a program that prints the answer's body. */
export interface TutorialSample {
  language: string
  /** Succeeds where the sample can run. */
  probe: [command: string, ...args: string[]]
  file: string
  program(request: SampleRequest): string
  /** What runs the file; its name is added. `authority`: what https is to trust, as PEM and as PKCS #12. */
  run(authority: { pem: string; pkcs12: string }): [command: string, ...args: string[]]
}

/**
 * The tutorial's languages that run anywhere; C# with RestSharp, Objective-C and Swift do not.
 * Its Node.js and Java used packages, for which here their standard libraries stand.
 */
export const TUTORIAL_SAMPLES: TutorialSample[] = [
  {
    language: 'cURL',
    probe: ['curl', '--version'],
    file: 'sample.sh',
    run: () => ['sh'],
    program: ({ url, body }) => `curl --request POST \\
  --url '${url}' \\
  --header 'content-type: application/json' \\
  --data '${body}'
`,
  },
  {
    language: 'Node.js with its own request',
    probe: [process.execPath, '--version'],
    file: 'request.cjs',
    run: () => [process.execPath],
    program: ({ protocol, hostname, port, body }) => `
var http = require("${protocol.slice(0, -1)}");

var options = {
  "method": "POST",
  "hostname": "${hostname}",
  "port": "${port}",
  "path": "/oauth/token",
  "headers": {
    "content-type": "application/json"
  }
};

var req = http.request(options, function (res) {
  var chunks = [];

  res.on("data", function (chunk) {
    chunks.push(chunk);
  });

  res.on("end", function () {
    var body = Buffer.concat(chunks);
    console.log(body.toString());
  });
});

req.write(JSON.stringify(${body}));
req.end();
`,
  },
  {
    language: 'Node.js with fetch',
    probe: [process.execPath, '--version'],
    file: 'fetch.cjs',
    run: () => [process.execPath],
    program: ({ url, body }) => `
fetch("${url}", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(${body})
})
  .then((response) => response.json())
  .then((answer) => console.log(JSON.stringify(answer)));
`,
  },
  {
    language: 'Python',
    probe: ['python3', '-c', 'import http.client, ssl'],
    file: 'sample.py',
    run: () => ['python3'],
    program: ({ protocol, hostname, port, literal }) => `
import http.client

conn = http.client.${protocol === 'https:' ? 'HTTPSConnection' : 'HTTPConnection'}("${hostname}:${port}")

payload = ${literal}

headers = { 'content-type': "application/json" }

conn.request("POST", "/oauth/token", payload, headers)

res = conn.getresponse()
data = res.read()

print(data.decode("utf-8"))
`,
  },
  {
    language: 'Java',
    probe: ['java', '--version'],
    file: 'Sample.java',
    run: ({ pkcs12 }) => [
      'java',
      '-XX:TieredStopAtLevel=1',
      `-Djavax.net.ssl.trustStore=${pkcs12}`,
      '-Djavax.net.ssl.trustStorePassword=changeit',
    ],
    program: ({ url, literal }) => `
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Sample {
  public static void main(String[] args) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("${url}"))
      .header("content-type", "application/json")
      .POST(HttpRequest.BodyPublishers.ofString(${literal}))
      .build();
    HttpResponse<String> response = HttpClient.newHttpClient()
      .send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(response.body());
  }
}
`,
  },
  {
    language: 'PHP',
    probe: ['php', '-r', 'exit(extension_loaded("curl") ? 0 : 1);'],
    file: 'sample.php',
    run: ({ pem }) => ['php', '-d', `curl.cainfo=${pem}`],
    program: ({ url, literal }) => `<?php

$curl = curl_init();

curl_setopt_array($curl, array(
  CURLOPT_URL => "${url}",
  CURLOPT_RETURNTRANSFER => true,
  CURLOPT_ENCODING => "",
  CURLOPT_MAXREDIRS => 10,
  CURLOPT_TIMEOUT => 30,
  CURLOPT_HTTP_VERSION => CURL_HTTP_VERSION_1_1,
  CURLOPT_CUSTOMREQUEST => "POST",
  CURLOPT_POSTFIELDS => ${literal},
  CURLOPT_HTTPHEADER => array(
    "content-type: application/json"
  ),
));

$response = curl_exec($curl);
$err = curl_error($curl);

curl_close($curl);

if ($err) {
  echo "cURL Error #:" . $err;
} else {
  echo $response;
}
`,
  },
  {
    language: 'Ruby',
    probe: ['ruby', '-e', "require 'net/http'; require 'openssl'"],
    file: 'sample.rb',
    run: () => ['ruby'],
    program: ({ protocol, url, literal }) => `
require 'uri'
require 'net/http'

url = URI("${url}")

http = Net::HTTP.new(url.host, url.port)
http.use_ssl = ${protocol === 'https:'}

request = Net::HTTP::Post.new(url)
request["content-type"] = 'application/json'
request.body = ${literal}

response = http.request(request)
puts response.read_body
`,
  },
  {
    language: 'Go',
    probe: ['go', 'version'],
    file: 'sample.go',
    run: () => ['go', 'run'],
    program: ({ url, literal }) => `package main

import (
	"fmt"
	"io/ioutil"
	"net/http"
	"strings"
)

func main() {

	url := "${url}"

	payload := strings.NewReader(${literal})

	req, _ := http.NewRequest("POST", url, payload)

	req.Header.Add("content-type", "application/json")

	res, _ := http.DefaultClient.Do(req)

	defer res.Body.Close()
	body, _ := ioutil.ReadAll(res.Body)

	fmt.Println(string(body))

}
`,
  },
]

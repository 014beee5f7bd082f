declare module 'auth0-2'
declare module 'auth0-3'

import { readFile } from 'node:fs/promises'
import type { BuildOptions, Plugin } from 'esbuild'

/** Of a client's own `package.json` the code uses but the version. */
const versionOnly: Plugin = {
  name: 'version-only',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@aws-sdk[\\/][^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'))
      return { contents: JSON.stringify({ version }), loader: 'json' }
    })
  },
}

/** Leaves out what the AWS SDK never needs on Lambda: half of its code, and of its time to load. */
export const slimSdk = {
  // Smaller than what its packages offer to Node itself.
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': './build/slim-sdk/credential-provider-node.ts',
    '@aws-sdk/middleware-endpoint-discovery': './build/slim-sdk/middleware-endpoint-discovery.ts',
  },
  plugins: [versionOnly],
} satisfies BuildOptions

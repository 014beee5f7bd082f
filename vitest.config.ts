import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: { name: 'unit', include: ['test/{functions,hooks}/**/*.test.ts'] },
      },
      {
        test: {
          name: 'local',
          include: ['test/{local,contract}/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
})

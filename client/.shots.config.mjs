import base from './vite.config.ts'
export default { ...base, cacheDir: '/tmp/plan/vitecache', optimizeDeps: { exclude: ['@tldraw/assets', '@tldraw/assets/imports.vite', '@tldraw/assets/imports.vite.js'] } }

import { defaultClientConditions, defineConfig } from 'vite'

/**
 * Builds the script and style of the off-line viewer, one file each, which the server puts into
 * every page that it makes.
 */
export default defineConfig({
	resolve: { conditions: ['source', ...defaultClientConditions] },
	build: {
		target: 'baseline-widely-available',
		outDir: '../bundle/viewer',
		emptyOutDir: true,
		cssCodeSplit: false,
		modulePreload: false,
		reportCompressedSize: false,
		rolldownOptions: {
			input: 'src/main.ts',
			output: { format: 'iife', entryFileNames: 'viewer.js', assetFileNames: 'viewer[extname]' },
		},
	},
})

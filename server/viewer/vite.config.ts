import { defaultClientConditions, defineConfig } from 'vite'

/** The off-line viewer's script and style, each one file, which the server puts into every page it makes. */
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

import { defineConfig } from 'vite'
import { EXTERNAL_PACKAGES } from './externalPackages.mjs'

/**
 * Bundles the server into a few files. Finding and reading several hundred takes seconds on a cold
 * machine. Packages that are native, or that read files of their own, are not bundled.
 */
export default defineConfig({
	ssr: {
		noExternal: true,
		external: EXTERNAL_PACKAGES,
	},
	build: {
		ssr: true,
		target: 'node20',
		outDir: 'bundle',
		sourcemap: true,
		reportCompressedSize: false,
		rolldownOptions: {
			input: {
				main: 'dist/main.js',
				writerThread: 'dist/adapters/sqlite/writerThread.js',
				readerThread: 'dist/adapters/sqlite/readerThread.js',
				logReaderThread: 'dist/adapters/sqlite/logReaderThread.js',
				searchThread: 'dist/adapters/sqlite/searchThread.js',
				hitWorker: 'dist/adapters/postgres/hitWorker.js',
				logWorker: 'dist/adapters/postgres/logWorker.js',
				postgresReferenceWorker: 'dist/adapters/postgres/postgresReferenceWorker.js',
				runTasks: 'dist/workers/runTasks.js',
				indexWorker: 'dist/search/indexWorker.js',
				placeWorker: 'dist/search/placeWorker.js',
				readExchangeFile: 'dist/exchange/files/readExchangeFile.js',
				fetchWorker: 'dist/exchange/feeds/fetchWorker.js',
				imageReferenceWorker: 'dist/adapters/sqlite/imageReferenceWorker.js',
				compactWorker: 'dist/rooms/log/compactWorker.js',
				exportWorker: 'dist/workshops/exports/exportWorker.js',
				cityWorker: 'dist/cities/cityWorker.js',
				snapshotWorker: 'dist/workshops/history/snapshotWorker.js',
				importWorker: 'dist/import/importWorker.js',
				subsetWorker: 'dist/adapters/fonts/subsetWorker.js',
				renderWorker: 'dist/adapters/fonts/renderWorker.js',
				backupWorker: 'dist/backup/backupWorker.js',
				encodeWorker: 'dist/adapters/images/encodeWorker.js',
				detectWorker: 'dist/translation/detectWorker.js',
			},
			output: {
				// The chunks have the same depth as the entries: `paths.ts` and the workers' files are
				// located relative to the module, which may end up in any of them.
				chunkFileNames: '[name]-[hash].js',
				// V8 keeps the source of every module that it has loaded, with two bytes for each
				// character if one of them is not Latin: 3 MB less without them. Names and lines stay,
				// so that the host can read the stack of an error.
				comments: false,
				minify: { compress: false, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
			},
		},
	},
})

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type Plugin, type UserConfig } from 'vite'
import { writeEnglishTexts } from './englishTexts.ts'
import { pdfFiles } from './pdfFiles.ts'
import { copyReader } from './readerFiles.ts'
import { serviceWorker } from './serviceWorker.ts'
import { sharedChunks } from './sharedChunks.ts'
import { stubUnusedModules, WITHOUT_SIDE_EFFECTS } from './stubUnusedModules.ts'
import { leaveOutOfReact } from './unusedReact.ts'

/**
 * The files to compress. The index page is not included, because the server sends it in one form
 * for each language (`indexPages.ts`).
 */
const COMPRESSIBLE = /\.(m?js|css|svg|json|webmanifest|wasm)$/
const MIN_COMPRESSED_BYTES = 1024
/** The best quality, 11, saves three percent more and takes fifteen times as long. */
const BROTLI_QUALITY = 9

/**
 * Writes a .br and a .gz beside each text file of the build, so that the server does not have to
 * compress them on request.
 */
function precompress(): Plugin {
	return {
		name: 'charrette-precompress',
		apply: 'build',
		async writeBundle({ dir }) {
			if (!dir) return
			const entries = await readdir(dir, { recursive: true })
			for (const name of entries.filter((entry) => COMPRESSIBLE.test(entry) && !entry.startsWith('.'))) {
				const path = join(dir, name)
				const bytes = await readFile(path)
				if (bytes.length < MIN_COMPRESSED_BYTES) continue
				const params = {
					[constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
					[constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
				}
				await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, { params }))
				await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }))
			}
		},
	}
}

/**
 * Gives `frames.ts` a copy of fflate of its own, of which the build keeps what inflates. A module
 * is in one chunk, so that every board would fetch with it what packs the files of an export.
 */
function splitFflate(): Plugin {
	const COPY = '?inflate'
	return {
		name: 'charrette-split-fflate',
		apply: 'build',
		enforce: 'pre',
		async resolveId(source, importer) {
			if (source !== 'fflate' || !importer?.endsWith('/connection/frames.ts')) return null
			const resolved = await this.resolve(source, importer, { skipSelf: true })
			return resolved && `${resolved.id}${COPY}`
		},
		load: (id) => (id.endsWith(COPY) ? readFile(id.slice(0, -COPY.length), 'utf8') : null),
	}
}

/** The configuration of the program itself, in development and in the build. */
const PROGRAM = {
	plugins: [react(), stubUnusedModules(), leaveOutOfReact(), splitFflate(), writeEnglishTexts()],
	resolve: {
		conditions: ['source', ...defaultClientConditions],
		dedupe: ['react', 'react-dom', 'yjs'],
		// React includes this hook; the shim would add a kilobyte to the join page.
		alias: [{ find: /^use-sync-external-store\/shim(\/index\.js)?$/, replacement: 'react' }],
	},
	build: {
		// src/startFailure.js asks people with older browsers to update them.
		target: ['chrome111', 'edge111', 'firefox125', 'safari16.4'],
		// Every asset stays a separate file: the content security policy allows data: URLs only for
		// images and fonts.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		reportCompressedSize: false,
		chunkSizeWarningLimit: 3000,
		rolldownOptions: { treeshake: { moduleSideEffects: [{ test: WITHOUT_SIDE_EFFECTS, sideEffects: false }] } },
	},
} satisfies UserConfig

export default defineConfig({
	...PROGRAM,
	plugins: [...PROGRAM.plugins, copyReader(), sharedChunks(PROGRAM), pdfFiles(), serviceWorker(), precompress()],
	// The server may be below a path (PATH1): files name each other relatively, and the server puts
	// its path into the index page.
	experimental: { renderBuiltUrl: (_file, { hostType }) => (hostType === 'html' ? undefined : { relative: true }) },
	build: {
		...PROGRAM.build,
		// The server reads the manifest (`indexPages.ts`).
		manifest: true,
		rolldownOptions: {
			...PROGRAM.build.rolldownOptions,
			output: {
				codeSplitting: {
					groups: [
						{ name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 2 },
						// Includes all its imports: every page's start is one chunk instead of eighteen.
						{ name: 'start', test: /client\/src\/main\.tsx$/, priority: 1 },
					],
				},
			},
		},
	},
})

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const LIBRARY = new URL('.', import.meta.resolve('pdfjs-dist/package.json'))
/**
 * Tables of characters and fonts that a PDF file may use without having them, above all Chinese
 * ones, and the decoders of rare kinds of images. The decoders' copies in JavaScript, for pages
 * that do not allow WebAssembly, are left out, and what runs the scripts of a file.
 */
const FOLDERS = { cmaps: /\.bcmap$/, standard_fonts: /\.(pfb|ttf)$/, wasm: /^(jbig2|openjpeg|qcms_bg)\.wasm$/ }

/**
 * Adds the files that pdf.js fetches by name to the build, beside its chunk and under its version
 * (`openPdf.ts`), so that browsers may store them for ever.
 */
export function pdfFiles(): Plugin {
	const read = (path: string) => readFileSync(fileURLToPath(new URL(path, LIBRARY)))
	return {
		name: 'charrette-pdf-files',
		apply: 'build',
		generateBundle() {
			const { version } = JSON.parse(String(read('package.json'))) as { version: string }
			for (const [folder, names] of Object.entries(FOLDERS))
				for (const name of readdirSync(fileURLToPath(new URL(folder, LIBRARY))).filter((one) => names.test(one)))
					this.emitFile({
						type: 'asset',
						fileName: `assets/pdf-${version}/${folder}/${name}`,
						source: read(`${folder}/${name}`),
					})
		},
	}
}

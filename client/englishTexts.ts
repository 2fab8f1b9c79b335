import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Plugin, runnerImport } from 'vite'

const FOLDER = fileURLToPath(new URL('src/i18n/', import.meta.url))

/**
 * Writes the English texts into the build as `texts.json`, by namespace. The server uses them to
 * check the languages that a host adds, and `charrette languages --template` uses them to start a
 * new language (LANG3). No page fetches the file.
 */
export function writeEnglishTexts(): Plugin {
	return {
		name: 'charrette-english-texts',
		apply: 'build',
		async generateBundle() {
			const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory())
			const texts = await Promise.all(folders.map(async ({ name }) => [name, await readTexts(name)] as const))
			this.emitFile({ type: 'asset', fileName: 'texts.json', source: JSON.stringify(Object.fromEntries(texts)) })
		},
	}
}

/**
 * Loads the English texts of a namespace while the build runs. If the configuration imported them,
 * Vite would start again after each edit of a text.
 */
async function readTexts(namespace: string): Promise<object> {
	const { module } = await runnerImport<{ texts: object }>(`${FOLDER}${namespace}/en.ts`, { logLevel: 'warn' })
	return module.texts
}

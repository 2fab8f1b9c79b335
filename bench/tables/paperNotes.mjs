import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launchBrowser } from '../canvas/launchBrowser.mjs'
import { programOf, ROOT } from '../contenders/paths.mjs'
import { table } from '../markdown.mjs'
import { drawPhoto, LANGUAGES } from '../notes/renderNotes.mjs'

const OUT = programOf('../results/notes')
const MODULES = ['findNotes', 'cropNote', 'joinLines']
const SEED = 7
/** The greatest turn of a letter, in degrees. */
const WOBBLE = 7
const NAMES = { eng: 'English', chi_sim: 'Chinese', spa: 'Spanish', fra: 'French' }
const { resolve } = createRequire(`${ROOT}/client/package.json`)

/** Reads rendered photos of notes, and counts the characters that are read wrong. */
export async function paperNotes({ log }) {
	const notes = await buildModules()
	const { createWorker } = await import(pathToFileURL(resolve('tesseract.js')))
	const browser = await launchBrowser()
	const page = await browser.newPage()
	const runs = []
	for (const [language, { texts, fonts }] of Object.entries(LANGUAGES)) {
		const langPath = join(dirname(resolve(`@tesseract.js-data/${language}/package.json`)), '4.0.0_best_int')
		const reader = await createWorker(language, 1, { langPath, cacheMethod: 'none' })
		await reader.setParameters({ tessedit_pageseg_mode: '6', user_defined_dpi: '150' })
		for (const wobble of [0, WOBBLE]) {
			const { base64, ...size } = await page.evaluate(drawPhoto, { texts, fonts, seed: SEED, wobble })
			const photo = { ...size, data: new Uint8ClampedArray(Buffer.from(base64, 'base64')) }
			runs.push({ language, wobble, ...(await readPhoto({ notes, reader, photo, texts })) })
			log(`  ${JSON.stringify(runs.at(-1))}`)
		}
		await reader.terminate()
	}
	await browser.close()
	return { text: describe(runs), results: runs }
}

/** Builds the program's own modules, and returns their functions. */
async function buildModules() {
	mkdirSync(OUT, { recursive: true })
	const { build } = await import(pathToFileURL(resolve('vite')))
	await build({
		root: `${ROOT}/client`,
		configFile: false,
		logLevel: 'error',
		build: {
			ssr: true,
			outDir: OUT,
			emptyOutDir: false,
			rolldownOptions: {
				input: MODULES.map((name) => `src/paperNotes/${name}.ts`),
				output: { entryFileNames: '[name].mjs' },
			},
		},
	})
	const built = await Promise.all(MODULES.map((name) => import(pathToFileURL(`${OUT}/${name}.mjs`))))
	return Object.assign({}, ...built)
}

/** Counts the notes found, the wrong characters, and those in readings that are not doubtful. */
async function readPhoto({ notes, reader, photo, texts }) {
	const found = notes.findNotes(photo)
	const counts = { found: found.length, characters: 0, wrong: 0, doubtful: 0, wrongUnmarked: 0 }
	// Each note that was not found is wrong as a whole.
	for (const [at, text] of texts.entries()) {
		const note = found[at]
		const read = note ? await readNote({ notes, reader, photo, note }) : { text: '', confidence: 0 }
		const wrong = distance([...read.text], [...text])
		const isDoubtful = read.text === '' || read.confidence < notes.SURE
		counts.characters += [...text].length
		counts.wrong += wrong
		counts.doubtful += isDoubtful ? 1 : 0
		counts.wrongUnmarked += wrong > 0 && !isDoubtful ? 1 : 0
	}
	return counts
}

async function readNote({ notes, reader, photo, note }) {
	const { data } = await reader.recognize(portableGreymap(notes.greyPicture(notes.cropNote(photo, note))))
	return { text: notes.joinLines(data.text), confidence: data.confidence }
}

function portableGreymap({ data, width, height }) {
	const grey = Buffer.from(data.filter((_, at) => at % 4 === 0))
	return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), grey])
}

/** Returns the number of characters to add, remove or replace (Levenshtein). */
function distance(from, to) {
	let before = [...to, ''].map((_, at) => at)
	for (const [row, one] of from.entries()) {
		const next = [row + 1]
		for (const [at, other] of to.entries())
			next.push(Math.min((before[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1, (before[at] ?? 0) + (one === other ? 0 : 1)))
		before = next
	}
	return before.at(-1) ?? 0
}

function describe(runs) {
	const rate = ({ wrong, characters }) => `${((100 * wrong) / characters).toFixed(1)} %`
	const rows = Object.entries(NAMES).map(([language, name]) => {
		const [printed, uneven] = runs.filter((run) => run.language === language)
		const cells = [printed, uneven].flatMap((run) => [`${run.found} of 12`, rate(run)])
		return [name, ...cells, `${uneven.doubtful}`, `${uneven.wrongUnmarked}`]
	})
	return [
		`Twelve notes a language in one rendered photo: tilted up to 8°, on an uneven surface, with shadows, blur, noise and JPEG. Of four typefaces one is like handwriting, except in Chinese. “Uneven”: each letter is turned up to ${WOBBLE}°, moved and scaled at random. Counted are wrong characters (Levenshtein), by the modules and data of the product; and of the uneven notes those marked as doubtful, and those with an error that are not marked. Nobody’s real handwriting was measured.`,
		table(['', 'found', 'wrong', 'uneven: found', 'wrong', 'marked', 'wrong, not marked'], rows),
	].join('\n\n')
}

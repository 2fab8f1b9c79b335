import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './findChromium.mjs'
import { PrepareError, prepare, runOrExit } from './prepare.mjs'
import { ROOT, runTool } from './run.mjs'

/*
 * node scripts/takePictures.mjs
 *
 * Takes the pictures of the README from the built product (e2e/pictures), and writes them into
 * docs/pictures: the board, the projector, and a recording of a reveal.
 */

const WIDTH = 1440
const RECORDING_WIDTH = 960
const FRAME_MS = 240
/** The last frame stays for a while before the recording begins again. */
const LAST_FRAME_MS = 3000
const QUALITY = 82

const sharp = createRequire(`${ROOT}/server/package.json`)('sharp')

await runOrExit(async () => {
	prepare()
	const folder = mkdtempSync(join(tmpdir(), 'charrette-pictures-'))
	try {
		const chromium = findChromium()
		const env = { PICTURES: folder, ...(chromium ? { CHROMIUM: chromium } : {}) }
		if (!runTool('playwright', ['test', '--config', 'e2e/pictures.config.ts'], { env }))
			throw new PrepareError('The pictures could not be taken; see above.')
		await writePictures(folder)
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
})

/** @param {string} folder */
async function writePictures(folder) {
	const target = `${ROOT}/docs/pictures`
	mkdirSync(target, { recursive: true })
	for (const name of ['board', 'projector']) {
		const picture = sharp(join(folder, `${name}.png`)).resize(WIDTH)
		await picture.webp({ quality: QUALITY, effort: 6 }).toFile(`${target}/${name}.webp`)
	}
	const frames = readdirSync(folder).filter((name) => name.startsWith('reveal-'))
	const images = await Promise.all(
		frames.sort().map((name) => sharp(join(folder, name)).resize(RECORDING_WIDTH).png().toBuffer()),
	)
	const delay = images.map((_, at) => (at === images.length - 1 ? LAST_FRAME_MS : FRAME_MS))
	const recording = sharp(images, { join: { animated: true } })
	await recording.webp({ quality: QUALITY, effort: 6, loop: 0, delay }).toFile(`${target}/reveal.webp`)
}

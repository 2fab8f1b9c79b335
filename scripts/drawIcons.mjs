import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT } from './run.mjs'

/*
 * node scripts/drawIcons.mjs
 *
 * Renders the icons of the installed app from the mark (client/src/ui/favicon.svg) into
 * client/public. Run it after a change of the mark.
 */

const sharp = createRequire(join(ROOT, 'server/package.json'))('sharp')
const mark = readFileSync(join(ROOT, 'client/src/ui/favicon.svg'), 'utf8')
/** The mark without rounded corners: iOS and Android cut the icon into their own shapes. */
const square = mark.replace(' rx="7"', '')
/**
 * The mark for Android, which guarantees to show only the circle inside the inner four fifths: the
 * cards are smaller on a larger ground.
 */
const maskable = square
	.replace('viewBox="0 0 28 28"', 'viewBox="-3.5 -3.5 35 35"')
	.replace('<rect width="28" height="28"', '<rect x="-3.5" y="-3.5" width="35" height="35"')

for (const [name, svg, side] of /** @type {const} */ ([
	['icon-192.png', mark, 192],
	['icon-512.png', mark, 512],
	['icon-maskable-512.png', maskable, 512],
	['apple-touch-icon.png', square, 180],
])) {
	const density = (72 * side) / 28
	await sharp(Buffer.from(svg), { density })
		.resize(side, side)
		.png({ compressionLevel: 9 })
		.toFile(join(ROOT, 'client/public', name))
}

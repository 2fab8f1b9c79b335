import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT } from './run.mjs'

/*
 * node scripts/drawWorld.mjs
 *
 * Draws the land of the world (world-atlas, of Natural Earth, public domain) for the maps that the
 * server writes, into server/src/export/worldLand.ts. The projection is that of `projectPlace`.
 */

const WIDTH = 1400
const SHOWN_HEIGHT = 0.46
const MIDDLE = 20
const fromClient = createRequire(join(ROOT, 'client/package.json'))
const { geoNaturalEarth1, geoPath } = fromClient('d3-geo')
const { feature } = fromClient('topojson-client')
const world = fromClient('world-atlas/land-110m.json')

const projection = geoNaturalEarth1().fitWidth(WIDTH, { type: 'Sphere' })
const [left, top] = projection.translate()
const [, middle] = projection([0, MIDDLE])
projection.translate([left, top + (WIDTH * SHOWN_HEIGHT) / 2 - middle]).clipExtent([
	[0, 0],
	[WIDTH, WIDTH * SHOWN_HEIGHT],
])
const land = geoPath(projection).digits(0)(feature(world, world.objects.land))
writeFileSync(
	join(ROOT, 'server/src/export/worldLand.ts'),
	`/** The land of the world on a map of \`WORLD_WIDTH\`. Written by scripts/drawWorld.mjs. */
export const WORLD_WIDTH = ${WIDTH}
export const WORLD_LAND =
	'${land}'
`,
)

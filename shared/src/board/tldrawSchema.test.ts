import { defaultShapeSchemas, EnumStyleProp } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { buildCard, buildCluster, buildImage, buildLine, buildLink } from './buildRecords.ts'
import { type BoardRecord, FIRST_INDEX, RECORD_VALIDATORS, SHAPE_TYPES } from './schema.ts'
import { boardSchema } from './tldrawSchema.ts'

const at = { x: 0, y: 0, index: FIRST_INDEX }
const link = buildLink('link', { from: 'shape:a', to: 'shape:b' }, FIRST_INDEX)
const records: readonly BoardRecord[] = [
	buildCard('card', at, { text: 'Permits' }),
	buildImage('image', at, { w: 10, h: 10, path: `/api/images/${'a'.repeat(40)}`, alt: '' }),
	buildCluster('cluster', at, { title: 'Streets', w: 10, h: 10 }),
	buildLine('line', at, [
		[0, 0],
		[1, 1],
	]),
	...link,
]

/** The words that a field of tldraw's schema knows, and some that none does. */
const WORDS = [
	...['black', 'grey', 'light-violet', 'violet', 'blue', 'light-blue', 'yellow', 'orange', 'green', 'light-green'],
	...['light-red', 'red', 'white', 'none', 'semi', 'solid', 'pattern', 'fill', 'draw', 'dashed', 'dotted', 's', 'm'],
	...['l', 'xl', 'sans', 'serif', 'mono', 'arc', 'elbow', 'arrow', 'triangle', 'square', 'dot', 'pipe', 'diamond'],
	...['inverted', 'bar', 'start', 'end', 'center', 'edge-point', 'edge', 'free', 'straight', 'obstacle', 'note'],
	...[
		'magenta',
		'',
		'a1',
		'a0',
		'Zz',
		'b',
		'!',
		'shape',
		'binding',
		'shape:x',
		'page:x',
		'binding:x',
		'asset:x',
		'xxl',
	],
	...[...SHAPE_TYPES, 'geo', 'text', 'embed'],
]
const NUMBERS = [0, 1, -1, 0.5, 1.5, 1e9, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
const POINTS = [{ x: 0, y: 1 }, { x: 0, y: 1, z: 0.5 }, { x: 0 }, { x: 0, y: '1' }, { x: 0, y: 1, w: 1 }, [0, 1]]
const SEGMENTS = [
	[],
	[{ type: 'free', points: [] }],
	[{ type: 'straight', points: POINTS.slice(0, 2) }],
	[{ type: 'curved', points: [] }],
	[{ type: 'free' }],
	[{ type: 'free', points: POINTS }],
]
const OTHERS = [null, undefined, true, false, {}, { author: 'a' }, { author: undefined }, { f: () => 1 }, 1n]
const VALUES: readonly unknown[] = [...WORDS, ...NUMBERS, ...POINTS, ...SEGMENTS, ...OTHERS]

const accepts = (validator: { validate(value: unknown): unknown }, value: unknown): boolean => {
	try {
		validator.validate(value)
		return true
	} catch {
		return false
	}
}

/** Whether the validators of a board accept a record, and whether tldraw's schema does. */
const verdicts = ({ typeName }: BoardRecord, changed: object) => [
	accepts(RECORD_VALIDATORS[typeName], changed),
	accepts(boardSchema.types[typeName], changed),
]

describe.each(records.map((record) => [record.id, record] as const))(
	'the validators accept what tldraw accepts: %s',
	(_id, record) => {
		it('as it is built', () => {
			expect(verdicts(record, record)).toEqual([true, true])
		})

		it('with any value in any field', () => {
			for (const key of [...Object.keys(record), 'unknown']) {
				for (const value of VALUES) {
					const [ours, theirs] = verdicts(record, { ...record, [key]: value })
					expect(ours, `${key}: ${String(value)}`).toBe(theirs)
				}
			}
		})

		it('with any value in any prop, and without one', () => {
			for (const key of [...Object.keys(record.props), 'unknown']) {
				for (const value of VALUES) {
					const [ours, theirs] = verdicts(record, { ...record, props: { ...record.props, [key]: value } })
					expect(ours, `props.${key}: ${String(value)}`).toBe(theirs)
				}
				const { [key as never]: _, ...rest } = record.props
				const [ours, theirs] = verdicts(record, { ...record, props: rest })
				expect(ours, `without ${key}`).toBe(theirs)
			}
		})
	},
)

it('the words of the test are all that tldraw knows', () => {
	const shapes = [defaultShapeSchemas.arrow, defaultShapeSchemas.draw]
	const styles = shapes
		.flatMap(({ props }) => Object.values(props ?? {}))
		.filter((prop) => prop instanceof EnumStyleProp)
	expect(styles.length).toBeGreaterThan(8)
	expect(styles.flatMap(({ values }) => values).filter((word) => !WORDS.includes(word))).toEqual([])
})

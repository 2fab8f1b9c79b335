import { buildCard, type CardShape, DEFAULT_PROPS, joinsOf, type ParticipantId } from '@charrette/shared'
import { expect, it } from 'vitest'
import { metaOfCopy, withCopiedJoins } from './addCards.ts'

const LI = 'li' as ParticipantId

it.each([
	['another participant', { author: 'ana', isSetUp: true }, { author: 'li', isSetUp: true }],
	['somebody of an imported board', { author: 'x', authorName: 'Ana' }, { author: 'li' }],
	['a name alone', { authorName: 'Ana' }, {}],
	['nobody', { meaning: 'causes' }, { meaning: 'causes' }],
])('[AUTHOR1a] a copy of a record of %s names its creator, or no author', (_who, meta, copied) => {
	expect(metaOfCopy(meta, LI)).toEqual(copied)
})

it('[JOIN1c] a copied card has valid copies of the cards joined into it, under new ids', () => {
	const place = { x: 0, y: 0, index: 'a1' as never }
	const joined = buildCard('joined', place, { kind: 'obstacle', text: 'Buses are late' }, 'ana')
	const arrow = { ...joined, type: 'arrow', props: DEFAULT_PROPS.arrow }
	const damaged = { ...joined, props: { ...joined.props, kind: 'plan' } }
	const joins = [
		{ ...joined, meta: { ...joined.meta, joined: 'shape:head', source: 'A survey' } },
		damaged,
		arrow,
		'text',
		null,
	]
	const copy = buildCard('copy', place, { kind: 'obstacle', text: 'Buses never come' })
	// The head of cards that are joined in a circle is joined, too.
	const made = withCopiedJoins({ ...copy, meta: { joined: 'shape:joined', joins } } as unknown as CardShape, LI)
	const [one, ...more] = joinsOf(made)
	expect(more).toEqual([])
	expect(one?.id).not.toBe(joined.id)
	expect(one).toMatchObject({ props: joined.props, meta: { author: 'li', joined: copy.id, source: 'A survey' } })
	expect(made.meta).toEqual({ joins: [one] })
})

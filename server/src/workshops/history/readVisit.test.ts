import type { BoardChanges, Card, Thread } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import type { Aspect } from '../../ports/DocStore.ts'
import { changesAfterVisit, messagesAfterVisit } from './readVisit.ts'

const SINCE = 100
const card = (id: string, text = id) => ({ id, text }) as unknown as Card
const attribution = (record: string, aspect: Aspect, author: string, at: number) => ({ record, aspect, author, at })
const NONE: BoardChanges = {
	added: [],
	changed: [],
	gone: [],
	moved: [],
	joins: { joined: [], apart: [] },
	links: { added: [], gone: [] },
	clusters: { added: [], renamed: [], gone: [] },
	images: { added: [], gone: [] },
}
const visit = (attributions: ReturnType<typeof attribution>[]) => ({ attributions, since: SINCE, viewer: 'ana' })
const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id).join(' ')

describe('changes since a visit', () => {
	it('[VISIT2] have new cards of others, and none from before the visit or by the visitor', () => {
		const added = ['later', 'own', 'before', 'unknown', 'edited'].map((id) => card(id))
		const { added: shown, changed } = changesAfterVisit(
			{ ...NONE, added },
			visit([
				attribution('later', 'new', 'bo', 101),
				attribution('own', 'new', 'ana', 101),
				attribution('before', 'new', 'bo', 100),
				attribution('edited', 'new', '', 99),
				attribution('edited', 'words', 'bo', 102),
			]),
		)
		expect([idsOf(shown), idsOf(changed.map(({ after }) => after))]).toEqual(['later unknown', 'edited'])
	})

	it('[VISIT2] have texts, places and deletions that others changed after it', () => {
		const changes = {
			...NONE,
			changed: ['a', 'b', 'c'].map((id) => ({ before: card(id), after: card(id, 'x') })),
			gone: ['d', 'e'].map((id) => card(id)),
			moved: ['f', 'g'].map((id) => ({ card: card(id), from: null, to: null })),
			joins: { joined: ['h', 'i'].map((id) => ({ card: card(id), head: card('a') })), apart: [] },
		}
		const shown = changesAfterVisit(
			changes,
			visit([
				attribution('a', 'words', 'bo', 99),
				attribution('b', 'words', 'bo', 99),
				attribution('b', 'words', 'chen', 101),
				attribution('c', 'words', 'ana', 101),
				attribution('d', 'gone', '', 101),
				attribution('e', 'gone', '', 99),
				attribution('f', 'place', 'bo', 99),
				attribution('g', 'place', 'bo', 101),
				attribution('h', 'join', 'ana', 101),
				attribution('i', 'join', 'bo', 101),
			]),
		)
		expect(idsOf(shown.changed.map(({ after }) => after))).toBe('b')
		expect([idsOf(shown.gone), idsOf(shown.moved.map(({ card }) => card))]).toEqual(['d', 'g'])
		expect(idsOf(shown.joins.joined.map(({ card }) => card))).toBe('i')
	})
})

it('[VISIT2] has messages of others, the oldest first, and names nobody while names are hidden', () => {
	const message = (text: string, author: string | null, at: number, more = {}) =>
		({ text, author, authorName: null, at, isDeleted: false, ...more }) as never
	const thread = { id: 'thread:1', on: { type: 'board' } } as unknown as Thread
	const threads: Thread[] = [
		{ ...thread, messages: [message('before', 'bo', 100), message('second', 'bo', 103), message('own', 'ana', 104)] },
		{ ...thread, messages: [message('first', 'facilitator', 102), message('', 'bo', 105, { isDeleted: true })] },
		{ ...thread, messages: [message('third', null, 106, { authorName: 'Zoé' })] },
	]
	const names: [string, string][] = [['bo', 'Bo']]
	const shown = (participants: never[] | null) =>
		messagesAfterVisit(threads, { since: SINCE, viewer: 'ana', names, participants }).map(
			({ text, author }) => `${text} ${author ?? '-'}`,
		)
	expect(shown([])).toEqual(['first facilitator', 'second Bo', 'third Zoé'])
	expect(shown(null)).toEqual(['first -', 'second -', 'third -'])
})

import { describe, expect, it } from 'vitest'
import { messagesForReader, namesOfReader, threadReader } from './threadReader.ts'
import { FACILITATOR } from './threads.ts'
import type { Workshop } from './Workshop.ts'

const workshop = {
	participants: [{ id: 'ana', group: 'g1' }],
	merged: { 'ana-before': 'ana' },
	sessions: [{ groups: [{ id: 'g1', seats: ['ana'] }] }, { groups: [{ id: 'h1', seats: ['ana'] }, { id: 'h2' }] }],
} as unknown as Workshop
const ana = threadReader({ role: 'participant', participant: 'ana' }, workshop)
const host = threadReader({ role: 'facilitator', participant: null }, workshop)

const said = (author: string | null, mentions: string[] = [], isDeleted = false) => ({ author, mentions, isDeleted })

it('[TALK4] messages name a person by their id, their duplicates’ and those of their groups in all sessions', () => {
	expect(namesOfReader('ana', workshop)).toEqual(['ana', 'ana-before', 'g1', 'g1', 'h1'])
	expect([...host.names]).toEqual([FACILITATOR])
})

describe('[TALK6] the messages of a thread for a person', () => {
	it.each([
		['those that name them', ana, [said('li', ['ana']), said('li', ['h1']), said('li', ['h2'])], [0, 1]],
		['replies to theirs, but not what came before', ana, [said('li'), said('ana'), said('li'), said(null)], [2, 3]],
		['none of their own', ana, [said('ana', ['ana']), said('ana', ['g1'])], []],
		['no deleted ones', ana, [said('ana'), said('li', ['ana'], true)], []],
		['for a facilitator, those that another facilitator wrote to all', host, [said(FACILITATOR, [FACILITATOR])], [0]],
		['for a facilitator, replies of participants', host, [said(FACILITATOR), said(FACILITATOR), said('ana')], [2]],
	])('%s', (_, reader, messages, found) => {
		expect(messagesForReader(messages, reader)).toEqual(found.map((at) => messages[at]))
	})

	it('a projector has none', () => {
		const projector = threadReader({ role: 'projector', participant: null }, workshop)
		expect(messagesForReader([said(null), said('li', [FACILITATOR])], projector)).toEqual([])
	})
})

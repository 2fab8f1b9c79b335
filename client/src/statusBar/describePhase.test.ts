import type { Phase, Session, VoteRound, Workshop } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { describePhase } from './describePhase.ts'

const phase = {
	id: 'p2',
	title: { en: 'Write', 'zh-CN': '书写' },
	prompt: { en: 'One idea a card', 'zh-CN': '一张卡片一个想法', fr: 'Une idée par carte' },
	may: ['write', 'arrange'],
} as unknown as Phase
const session = { id: 's', phases: [{ id: 'p1' } as Phase, phase], phase: 'p2' } as unknown as Session
const workshop = { sessions: [session], session: 's', locales: ['en', 'fr'] } as unknown as Workshop

describe('the description of the current phase', () => {
	it('is in the reader’s language, with the prompt in another language of the workshop', () => {
		expect(describePhase(workshop, 'en')).toEqual({
			number: 2,
			title: 'Write',
			prompt: 'One idea a card',
			second: { text: 'Une idée par carte', locale: 'fr' },
			activities: ['write', 'arrange'],
			leadsTo: 'board',
		})
		expect(describePhase(workshop, 'zh-CN')?.second).toEqual({ text: 'One idea a card', locale: 'en' })
	})

	it('[RUN6] has no second prompt in a language that the workshop does not have', () => {
		expect(describePhase({ ...workshop, locales: ['en'] }, 'en')?.second).toBeNull()
	})

	it('has no second prompt if there is one language', () => {
		const one = { ...phase, prompt: { en: 'One idea a card' } }
		const only = { ...workshop, sessions: [{ ...session, phases: [one], phase: one.id }] }
		expect(describePhase(only, 'es')).toMatchObject({ prompt: 'One idea a card', second: null })
	})

	it('[VOTE5] allows voting while a vote is open', () => {
		const voting = { ...phase, may: ['vote'] } as unknown as Phase
		const rounds = [{ session: 's', state: 'closed' }] as unknown as VoteRound[]
		const closed = { ...workshop, rounds, sessions: [{ ...session, phases: [voting], phase: voting.id }] }
		expect(describePhase(closed, 'en')?.activities).toEqual([])
		const open = { ...closed, rounds: [...rounds, { session: 's', state: 'open' } as unknown as VoteRound] }
		expect(describePhase(open, 'en')?.activities).toEqual(['vote'])
	})

	it('[RUN1c] has the destination of the phase', () => {
		const searching = { ...phase, leadsTo: 'practices' } as Phase
		const changed = { ...workshop, sessions: [{ ...session, phases: [searching], phase: searching.id }] }
		expect(describePhase(changed, 'en')?.leadsTo).toBe('practices')
	})

	it('is null before the first phase', () => {
		expect(describePhase({ ...workshop, sessions: [{ ...session, phase: null }] }, 'en')).toBeNull()
	})
})

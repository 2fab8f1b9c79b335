import { expect, it } from 'vitest'
import { changesOf, hasTitle, newPhase, trimPhase, withKind, withoutOutdated } from './phaseDraft.ts'

it('a phase with another kind gets that kind’s default permissions, and stays private only if it is a writing phase', () => {
	const written = { ...newPhase('write'), title: { en: 'Obstacles' }, isPrivate: true }
	expect(withKind(written, 'vote')).toMatchObject({ title: { en: 'Obstacles' }, may: ['vote'], isPrivate: false })
	expect(withKind(written, 'write').isPrivate).toBe(true)
})

it('a text of blanks is empty', () => {
	const phase = { ...newPhase(), title: { en: ' Obstacles ', es: '  ' }, prompt: { fr: ' ' } }
	expect(trimPhase(phase)).toMatchObject({ title: { en: 'Obstacles' }, prompt: {} })
	expect(hasTitle(phase)).toBe(true)
	expect(hasTitle({ ...phase, title: { es: ' ' } })).toBe(false)
})

it('only fields that differ are changes', () => {
	const phase = { ...newPhase(), title: { en: 'Obstacles' } }
	expect(changesOf(phase, { ...phase, title: { ...phase.title }, minutes: 20 })).toEqual({ minutes: 20 })
	expect(changesOf(phase, { ...phase })).toEqual({})
})

it('[RUN6] a changed text loses its versions in languages that the workshop does not have', () => {
	const texts = { en: 'Obstacles', es: 'Obstáculos', fr: 'Obstacles' }
	const phase = { ...newPhase(), title: texts, prompt: texts }
	const edited = { ...phase, title: { ...texts, en: 'Barriers' } }
	expect(withoutOutdated(phase, edited, ['en', 'es'])).toEqual({
		...phase,
		title: { en: 'Barriers', es: 'Obstáculos' },
		prompt: texts,
	})
	expect(withoutOutdated(phase, phase, ['en'])).toEqual(phase)
})

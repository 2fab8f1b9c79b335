import { type Phase, type PhasePlan, type Session, textIn } from '@charrette/shared'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { useToast } from '../../ui/ToastProvider.tsx'
import type { RunCommand } from '../useCommand.ts'
import { changesOf } from './phaseDraft.ts'

/** What a facilitator does to the phases of one session. */
export function usePhaseActions(session: Session, run: RunCommand) {
	const { t } = useTranslation('desk')
	const locale = useLocale()
	const showToast = useToast()
	const nameOf = (phase: Phase) => textIn(phase.title, locale)
	return {
		add: (phase: PhasePlan) => run({ type: 'phase.add', session: session.id, phase }),
		async change(phase: Phase, wanted: PhasePlan) {
			const change = changesOf(phase, wanted)
			if (Object.keys(change).length > 0) await run({ type: 'phase.change', phase: phase.id, change })
		},
		begin: (phase: Phase) => run({ type: 'phase.goto', phase: phase.id }),
		copy: (phase: Phase) => run({ type: 'phase.copy', phase: phase.id }),
		/** Puts a phase at another place, said for those who do not see it. */
		async move(phase: Phase, to: number) {
			const place = Math.min(Math.max(to, 0), session.phases.length - 1)
			if (place === session.phases.indexOf(phase)) return
			const done = await run({ type: 'phase.move', phase: phase.id, to: place })
			if (done) showToast(t('sheet.moved', { phase: nameOf(phase), place: place + 1 }))
		},
		/** Takes a phase out, with the way to take that back. */
		async remove(phase: Phase) {
			const at = session.phases.indexOf(phase)
			if (!(await run({ type: 'phase.remove', phase: phase.id }))) return
			const { id: _, ...plan } = phase
			showToast(t('sheet.removed', { phase: nameOf(phase) }), 'note', {
				label: t('sheet.undo'),
				onChoose: () => run({ type: 'phase.add', session: session.id, phase: plan, at }),
			})
		},
	}
}

export type PhaseActions = ReturnType<typeof usePhaseActions>

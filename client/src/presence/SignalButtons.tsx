import type { PhaseId, Signals, WorkshopId } from '@charrette/shared'
import { useState } from 'react'
import { tabStore } from '../connection/browserStorage.ts'
import { NO_SIGNALS } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import styles from './presence.module.css'

interface SignalButtonsProps {
	signals: Signals
	onChange: (signals: Signals) => void
}

/** Toggles for "I need help" and "I am done", which everyone in the workshop sees. */
export function SignalButtons({ signals, onChange }: SignalButtonsProps) {
	const { t } = useTranslation('board')
	const { done, help } = signals
	return (
		<span className={styles['signals']}>
			<Button
				size="small"
				icon="raised"
				className={styles['help']}
				aria-pressed={help}
				aria-label={t('presence.helpHint')}
				title={t('presence.helpHint')}
				onClick={() => onChange({ ...signals, help: !help })}
			>
				<span className={styles['label']}>{t('presence.help')}</span>
			</Button>
			<Button
				size="small"
				icon="check"
				aria-pressed={done}
				aria-label={t('presence.doneHint')}
				title={t('presence.doneHint')}
				onClick={() => onChange({ ...signals, done: !done })}
			>
				<span className={styles['label']}>{t('presence.done')}</span>
			</Button>
		</span>
	)
}

/**
 * Returns this person's signals, which end with the phase in which they were given. `phase` is
 * undefined until it is known. The signals are stored in `sessionStorage` so that they survive a
 * reload.
 */
export function useSignals(
	workshop: WorkshopId,
	phase: PhaseId | null | undefined,
): [Signals, (signals: Signals) => void] {
	const key = `charrette.signals.${workshop}`
	const [given, setGiven] = useState(() => readSignals(tabStore.read(key)))
	const change = (signals: Signals) => {
		const { done, help } = signals
		setGiven({ signals, phase: phase ?? '' })
		tabStore.write(key, `${phase ?? ''} ${done ? 'done' : ''} ${help ? 'help' : ''}`)
	}
	return [phase !== undefined && given.phase === (phase ?? '') ? given.signals : NO_SIGNALS, change]
}

/**
 * Parses the stored signals and the id of their phase; an empty id stands for the time before the
 * first phase.
 */
function readSignals(stored: string | null): { signals: Signals; phase: string } {
	const [phase = '', ...active] = stored?.split(' ') ?? []
	return { signals: { done: active.includes('done'), help: active.includes('help') }, phase }
}

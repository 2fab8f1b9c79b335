import type { Signals, WorkshopId } from '@charrette/shared'
import { useState } from 'react'
import { NO_SIGNALS } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import styles from './presence.module.css'

interface SignalButtonsProps {
	signals: Signals
	onChange: (signals: Signals) => void
}

/** "I need help" and "I am done", for everybody in the workshop to see until taken back. */
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
				<span className={styles['words']}>{t('presence.help')}</span>
			</Button>
			<Button
				size="small"
				icon="check"
				aria-pressed={done}
				aria-label={t('presence.doneHint')}
				title={t('presence.doneHint')}
				onClick={() => onChange({ ...signals, done: !done })}
			>
				<span className={styles['words']}>{t('presence.done')}</span>
			</Button>
		</span>
	)
}

/** This person's signals; they last as long as the tab, so that a page that is loaded again still asks for help. */
export function useSignals(workshop: WorkshopId): [Signals, (signals: Signals) => void] {
	const key = `charrette.signals.${workshop}`
	const [signals, setSignals] = useState(() => readSignals(sessionStorage.getItem(key)))
	const change = (now: Signals) => {
		setSignals(now)
		sessionStorage.setItem(
			key,
			Object.keys(now)
				.filter((name) => now[name as keyof Signals])
				.join(' '),
		)
	}
	return [signals, change]
}

function readSignals(kept: string | null): Signals {
	const given = kept?.split(' ')
	return given ? { done: given.includes('done'), help: given.includes('help') } : NO_SIGNALS
}

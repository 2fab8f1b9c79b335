import type { Signals } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import styles from './together.module.css'

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
				aria-label={t('write.helpHint')}
				title={t('write.helpHint')}
				onClick={() => onChange({ ...signals, help: !help })}
			>
				<span className={styles['words']}>{t('write.help')}</span>
			</Button>
			<Button
				size="small"
				icon="check"
				aria-pressed={done}
				aria-label={t('write.doneHint')}
				title={t('write.doneHint')}
				onClick={() => onChange({ ...signals, done: !done })}
			>
				<span className={styles['words']}>{t('write.done')}</span>
			</Button>
		</span>
	)
}

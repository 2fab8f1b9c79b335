import type { PhaseNow } from './phaseNow.ts'
import styles from './stage.module.css'
import { useMayWords } from './useMayWords.ts'

/** All that a phase says to those who take part: its prompt, once more in another language, and what one may do. */
export function PhaseWords({ phase }: { phase: PhaseNow }) {
	const may = useMayWords(phase.may)
	return (
		<div className={styles['words']}>
			<strong>{phase.title}</strong>
			{phase.prompt && <p>{phase.prompt}</p>}
			{phase.second && <p lang={phase.second.locale}>{phase.second.text}</p>}
			<small>{may}</small>
		</div>
	)
}

import { currentSession, textIn, type Workshop } from '@charrette/shared'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../i18n/startI18n.ts'
import styles from './RunSheet.module.css'

/** The phases of the session that runs, in their order. */
export function RunSheet({ workshop }: { workshop: Workshop }) {
	const { t } = useTranslation('desk')
	const locale = useLocale()
	const phases = currentSession(workshop)?.phases ?? []
	return (
		<section aria-labelledby="run-sheet">
			<h2 id="run-sheet" className={styles['heading']}>
				{t('run.title')}
			</h2>
			{phases.length === 0 && <p className={styles['empty']}>{t('run.empty')}</p>}
			<ol className={styles['phases']}>
				{phases.map((phase, index) => (
					<li key={phase.id} className={styles['phase']}>
						<span className={styles['number']}>{index + 1}</span>
						<strong>{textIn(phase.title, locale)}</strong>
						<span className={styles['minutes']}>{t('run.minutes', { minutes: phase.minutes })}</span>
						<small>{textIn(phase.prompt, locale)}</small>
					</li>
				))}
			</ol>
		</section>
	)
}

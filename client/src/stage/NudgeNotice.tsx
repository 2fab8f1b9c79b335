import { useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useWhenCalm } from '../workshop/useWhenCalm.ts'
import styles from './notice.module.css'

/** A gentle word to one person whose first card would be welcome, each time the facilitator says it; never while they are writing. */
export function NudgeNotice({ nudges }: { nudges: number }) {
	const { t } = useTranslation('board')
	const [answered, setAnswered] = useState(nudges)
	const said = useWhenCalm(nudges) ?? 0
	return (
		<div role="status" className={styles['region']}>
			{said > answered && (
				<div className={styles['notice']}>
					<Icon name="raised" />
					<p>{t('stage.nudge')}</p>
					<Button onClick={() => setAnswered(said)}>{t('stage.nudgeOk')}</Button>
				</div>
			)}
		</div>
	)
}

import type { Workshop } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import styles from './PeopleList.module.css'
import type { RunCommand } from './useCommand.ts'

/** Who was taken out, each with the way in again. */
export function RemovedPeople({ workshop, run }: { workshop: Workshop; run: RunCommand }) {
	const { t } = useTranslation('desk')
	if (workshop.removed.length === 0) return null
	return (
		<details className={styles['removed']}>
			<summary>{t('people.out', { count: workshop.removed.length })}</summary>
			<ul>
				{workshop.removed.map(({ id, name, city }) => (
					<li key={id}>
						<span>
							{name} · {city}
						</span>
						<Button
							size="small"
							aria-label={t('people.readmitNamed', { name })}
							onClick={() => run({ type: 'participant.readmit', participant: id })}
						>
							{t('people.readmit')}
						</Button>
					</li>
				))}
			</ul>
		</details>
	)
}

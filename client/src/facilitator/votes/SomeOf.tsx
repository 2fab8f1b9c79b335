import { useId } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import styles from './votes.module.css'

interface SomeOfProps<Id extends string> {
	legend: string
	/** What it is called to choose all of them. */
	all: string
	options: readonly { id: Id; label: string }[]
	/** Null is all of them. */
	chosen: readonly Id[] | null
	onChange: (chosen: readonly Id[] | null) => void
}

/** All of several things, or some of them. */
export function SomeOf<Id extends string>({ legend, all, options, chosen, onChange }: SomeOfProps<Id>) {
	const { t } = useTranslation('desk')
	const name = useId()
	// In the order of the options, whatever the order of the clicks.
	const toggle = (id: Id, isChosen: boolean) =>
		onChange(options.map((option) => option.id).filter((other) => (other === id ? isChosen : chosen?.includes(other))))
	return (
		<fieldset className={styles['choice']}>
			<legend>{legend}</legend>
			<label>
				<input type="radio" name={name} checked={chosen === null} onChange={() => onChange(null)} />
				{all}
			</label>
			<label>
				<input type="radio" name={name} checked={chosen !== null} onChange={() => onChange([])} />
				{t('vote.some')}
			</label>
			{chosen !== null && (
				<div className={styles['some']}>
					{options.map(({ id, label }) => (
						<label key={id}>
							<input
								type="checkbox"
								checked={chosen.includes(id)}
								onChange={(event) => toggle(id, event.target.checked)}
							/>
							{label}
						</label>
					))}
				</div>
			)}
		</fieldset>
	)
}

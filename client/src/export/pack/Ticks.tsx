import { useId } from 'react'
import styles from './pack.module.css'

interface TicksProps<Id extends string> {
	title: string
	/** Several may be chosen, unless it says `radio`. */
	type?: 'checkbox' | 'radio'
	options: readonly { id: Id; label: string }[]
	chosen: ReadonlySet<Id>
	onToggle: (id: Id) => void
}

/** What may be chosen, side by side. */
export function Ticks<Id extends string>({ title, type = 'checkbox', options, chosen, onToggle }: TicksProps<Id>) {
	const name = useId()
	return (
		<section aria-labelledby={name} className={styles['ticks']}>
			<h3 id={name}>{title}</h3>
			<div>
				{options.map(({ id, label }) => (
					<label key={id}>
						<input type={type} name={name} checked={chosen.has(id)} onChange={() => onToggle(id)} />
						<span>{label}</span>
					</label>
				))}
			</div>
		</section>
	)
}

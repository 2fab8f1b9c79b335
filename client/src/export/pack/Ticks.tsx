import { useId } from 'react'
import pills from '../../ui/pills.module.css'

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
		<fieldset className={pills['pills']}>
			<legend>{title}</legend>
			{options.map(({ id, label }) => (
				<label key={id}>
					<input type={type} name={name} checked={chosen.has(id)} onChange={() => onToggle(id)} />
					<span>{label}</span>
				</label>
			))}
		</fieldset>
	)
}

import { type ReactNode, useId } from 'react'
import styles from './export.module.css'

interface RadioGroupProps<Value> {
	label: string
	value: Value
	options: readonly { value: Value; label: string }[]
	onChange: (value: Value) => void
	/** A control beside the options that belongs to one of them. */
	children?: ReactNode
}

/** A radio group of a few options, side by side. */
export function RadioGroup<Value extends string | number>(props: RadioGroupProps<Value>) {
	const { label, value, options, onChange, children } = props
	const name = useId()
	return (
		<div className={styles['choice']} role="radiogroup" aria-label={label}>
			<span aria-hidden="true">{label}</span>
			<div>
				{options.map((option) => (
					<label key={option.value}>
						<input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
						<span>{option.label}</span>
					</label>
				))}
				{children}
			</div>
		</div>
	)
}

import { useId } from 'react'
import { Button } from './Button.tsx'
import styles from './Stepper.module.css'

interface StepperProps {
	label: string
	value: number
	min: number
	max: number
	onChange: (value: number) => void
	lessLabel: string
	moreLabel: string
}

/** A field for a small integer, with buttons that decrease and increase it. */
export function Stepper({ label, value, min, max, onChange, lessLabel, moreLabel }: StepperProps) {
	const id = useId()
	const set = (next: number) => {
		if (Number.isInteger(next)) onChange(Math.min(max, Math.max(min, next)))
	}
	return (
		<div className={styles['stepper']}>
			<label htmlFor={id}>{label}</label>
			<div className={styles['row']}>
				<Button icon="minus" iconOnly aria-label={lessLabel} disabled={value <= min} onClick={() => set(value - 1)} />
				<input
					id={id}
					type="number"
					inputMode="numeric"
					min={min}
					max={max}
					value={value}
					onChange={(event) => set(event.target.valueAsNumber)}
					onFocus={(event) => event.target.select()}
				/>
				<Button icon="plus" iconOnly aria-label={moreLabel} disabled={value >= max} onClick={() => set(value + 1)} />
			</div>
		</div>
	)
}

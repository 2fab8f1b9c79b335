import { useId, useState } from 'react'
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
	/** The text in the field while somebody types it; null if the field shows the value. */
	const [typed, setTyped] = useState<string | null>(null)
	const set = (next: number) => onChange(Math.min(max, Math.max(min, next)))
	const commit = () => {
		const number = Number(typed)
		if (typed?.trim() && Number.isInteger(number) && number !== value) set(number)
		setTyped(null)
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
					value={typed ?? value}
					onChange={(event) => setTyped(event.target.value)}
					onFocus={(event) => event.target.select()}
					onBlur={commit}
					onKeyDown={({ key }) => {
						if (key === 'Enter') commit()
						if (key === 'Escape') setTyped(null)
					}}
				/>
				<Button icon="plus" iconOnly aria-label={moreLabel} disabled={value >= max} onClick={() => set(value + 1)} />
			</div>
		</div>
	)
}

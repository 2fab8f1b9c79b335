import styles from './CheckField.module.css'

interface CheckFieldProps {
	label: string
	/** What it means, in small letters below the label. */
	hint?: string
	checked: boolean
	onChange: (checked: boolean) => void
}

/** A checkbox with its label and a hint. */
export function CheckField({ label, hint, checked, onChange }: CheckFieldProps) {
	return (
		<label className={styles['check']}>
			<input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
			<span>
				{label}
				{hint && <small>{hint}</small>}
			</span>
		</label>
	)
}

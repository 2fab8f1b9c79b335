import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react'
import styles from './Field.module.css'
import { joinClasses } from './joinClasses.ts'

interface FieldProps {
	label: string
	hint?: string | undefined
	error?: string | null | undefined
	/** Renders the control with the attributes that connect it to its label, hint and error. */
	children: (control: {
		id: string
		'aria-describedby'?: string
		'aria-invalid'?: true
		className?: string
	}) => ReactNode
}

/** A control with its label and its hint, or an error in place of the hint. */
export function Field({ label, hint, error, children }: FieldProps) {
	const id = useId()
	const noteId = `${id}-note`
	const note = error ?? hint
	const control = {
		id,
		...(note ? { 'aria-describedby': noteId } : {}),
		...(error ? { 'aria-invalid': true as const } : {}),
		...(styles['control'] ? { className: styles['control'] } : {}),
	}
	return (
		<div className={styles['field']}>
			<label htmlFor={id} className={styles['label']}>
				{label}
			</label>
			{children(control)}
			<p id={noteId} className={error ? styles['error'] : styles['hint']} role={error ? 'alert' : undefined}>
				{note}
			</p>
		</div>
	)
}

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
	label: string
	value: string
	onChange: (value: string) => void
	hint?: string | undefined
	error?: string | null | undefined
	ref?: Ref<HTMLInputElement>
}

/** A one-line text field with its label. */
export function TextField({ label, value, onChange, hint, error, className, ...rest }: TextFieldProps) {
	return (
		<Field label={label} hint={hint} error={error}>
			{(control) => (
				<input
					type="text"
					autoComplete="off"
					{...rest}
					{...control}
					className={joinClasses(control.className, className)}
					value={value}
					onChange={(event) => onChange(event.target.value)}
				/>
			)}
		</Field>
	)
}

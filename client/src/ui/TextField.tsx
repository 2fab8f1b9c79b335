import type { InputHTMLAttributes, Ref } from 'react'
import { Field } from './Field.tsx'
import { joinClasses } from './joinClasses.ts'

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
	label: string
	value: string
	onChange: (value: string) => void
	hint?: string | undefined
	error?: string | null | undefined
	ref?: Ref<HTMLInputElement>
}

/** One line of text with its label. */
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

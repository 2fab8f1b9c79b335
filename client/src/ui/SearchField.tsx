import type { ComponentProps } from 'react'
import { Icon } from './Icon.tsx'
import { joinClasses } from './joinClasses.ts'
import styles from './SearchField.module.css'

interface SearchFieldProps extends Omit<ComponentProps<'input'>, 'type'> {
	/** The name of the field; its placeholder, too, unless it has another one. */
	label: string
}

/** A search field with its icon. */
export function SearchField({ label, className, ...input }: SearchFieldProps) {
	return (
		<label className={joinClasses(styles['field'], className)}>
			<Icon name="search" size={18} />
			<input type="search" aria-label={label} placeholder={label} spellCheck={false} {...input} />
		</label>
	)
}

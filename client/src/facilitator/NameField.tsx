import type { CommandResult } from '@charrette/shared'
import { useState } from 'react'
import { mergeTexts } from '../sync/mergeTexts.ts'
import styles from '../ui/Field.module.css'
import { isComposing } from '../ui/isComposing.ts'
import { useSave } from '../ui/useSave.ts'

interface NameFieldProps {
	label: string
	name: string
	maxLength: number
	/** Saves a name; null if that fails. */
	save: (name: string) => Promise<CommandResult | null>
}

/**
 * A field for a name that is saved on Enter and when the field loses the focus; if saving fails,
 * the typed name stays in the field.
 */
export function NameField({ label, name, maxLength, save }: NameFieldProps) {
	/** The typed name, with the name before typing; null if nothing is being typed. */
	const [edit, setEdit] = useState<{ before: string; typed: string } | null>(null)
	const [isSaving, saving] = useSave()
	const finish = async () => {
		const typed = edit?.typed.trim() ?? ''
		// Another facilitator may have changed the name meanwhile.
		const merged = edit ? (mergeTexts(edit.before, typed, name) ?? typed) : ''
		const isChanged = merged !== '' && merged !== name
		if (!isChanged || (await saving(() => save(merged)))) setEdit(null)
	}
	return (
		<input
			type="text"
			className={styles['compact']}
			autoComplete="off"
			aria-label={label}
			maxLength={maxLength}
			readOnly={isSaving}
			value={edit?.typed ?? name}
			onChange={({ target }) => setEdit({ before: edit?.before ?? name, typed: target.value })}
			onBlur={finish}
			onKeyDown={(event) => {
				if (event.key === 'Enter' && !isComposing(event)) event.currentTarget.blur()
			}}
		/>
	)
}

import { LIMITS } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './runSheet.module.css'

interface NameFormProps {
	label: string
	name: string
	/** Resolves to null where it failed: the form stays then. */
	onSave: (name: string) => Promise<unknown>
	onDone: () => void
}

/** Gives something another name. */
export function NameForm({ label, name, onSave, onDone }: NameFormProps) {
	const { t } = useTranslation('desk')
	const [typed, setTyped] = useState(name)
	const save = async (event: FormEvent) => {
		event.preventDefault()
		if (typed.trim() !== '' && (await onSave(typed.trim())) !== null) onDone()
	}
	return (
		<form className={styles['form']} onSubmit={save}>
			<TextField label={label} value={typed} onChange={setTyped} maxLength={LIMITS.maxTitleLength} />
			<Button type="submit" look="primary" className={styles['save']} aria-disabled={typed.trim() === ''}>
				{t('sheet.save')}
			</Button>
		</form>
	)
}

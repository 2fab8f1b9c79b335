import { type KnownWorkshop, LIMITS } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { copyWorkshop } from '../connection/api/workshops.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import styles from './home.module.css'
import { useCreateWorkshop } from './useCreateWorkshop.tsx'

interface DuplicateDialogProps {
	/** The credentials of a facilitator. */
	credentials: Credentials
	workshop: KnownWorkshop
	onClose: () => void
}

/** Creates a workshop like another one, without its people and cards. */
export function DuplicateDialog({ credentials, workshop, onClose }: DuplicateDialogProps) {
	const { t } = useTranslation(['home', 'app'])
	const [title, setTitle] = useState(() =>
		t('duplicate.titleOf', { title: workshop.title }).slice(0, LIMITS.maxTitleLength),
	)
	const [isUntitled, setUntitled] = useState(false)
	const [withCities, setWithCities] = useState(true)
	const { create, isCreating, keyDialog } = useCreateWorkshop()
	const submit = (event: FormEvent) => {
		event.preventDefault()
		if (title.trim() === '') return setUntitled(true)
		create((hostKey) => copyWorkshop({ of: credentials.token, title: title.trim(), withCities }, hostKey))
	}
	return (
		<Dialog title={t('duplicate.title')} onClose={onClose} isBusy={isCreating}>
			<form className={styles['form']} onSubmit={submit} noValidate>
				<p>{t('duplicate.lead')}</p>
				<TextField
					label={t('app:home.titleLabel')}
					value={title}
					onChange={(value) => {
						setTitle(value)
						setUntitled(false)
					}}
					error={isUntitled ? t('app:home.titleMissing') : null}
					maxLength={LIMITS.maxTitleLength}
				/>
				<label className={styles['choice']}>
					<input type="checkbox" checked={withCities} onChange={({ target }) => setWithCities(target.checked)} />
					{t('duplicate.withCities')}
				</label>
				<div className={styles['actions']}>
					<Button disabled={isCreating} onClick={onClose}>
						{t('app:cancel')}
					</Button>
					<Button type="submit" variant="primary" busy={isCreating}>
						{isCreating ? t('duplicate.busy') : t('duplicate.confirm')}
					</Button>
				</div>
			</form>
			{keyDialog}
		</Dialog>
	)
}

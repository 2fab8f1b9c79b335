import { type FormEvent, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import styles from './history.module.css'
import type { MomentActions } from './useMomentActions.ts'

const MAX_NAME = 120

/** Keeps the board as it is now, under a name; the name is asked for once somebody wants to. */
export function KeepMoment({ actions }: { actions: MomentActions }) {
	const { t } = useTranslation(['history', 'app'])
	const [name, setName] = useState<string | null>(null)
	if (name === null)
		return (
			<Button icon="plus" className={styles['wide']} onClick={() => setName('')}>
				{t('keep')}
			</Button>
		)
	const keep = async (event: FormEvent) => {
		event.preventDefault()
		if (name.trim() !== '' && (await actions.keep(name.trim()))) setName(null)
	}
	return (
		<form className={styles['keep']} onSubmit={keep}>
			<TextField
				label={t('keepName')}
				hint={t('keepHint')}
				value={name}
				onChange={setName}
				maxLength={MAX_NAME}
				autoFocus
			/>
			<div className={styles['row']}>
				<Button type="submit" look="primary" busy={actions.isBusy} aria-disabled={name.trim() === ''}>
					{t('keep')}
				</Button>
				<Button look="quiet" onClick={() => setName(null)}>
					{t('app:close')}
				</Button>
			</div>
		</form>
	)
}

import { type CreatedWorkshop, currentSession, plenaryOf } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { startSignIn } from '../connection/api/server.ts'
import { saveCredentials } from '../connection/credentials.ts'
import { failureOf } from '../connection/http.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { boardPath } from '../navigation/paths.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useSave } from '../ui/useSave.ts'
import styles from './home.module.css'

/** A call that creates a workshop, with the host key if the server asks for it. */
export type CreateCall = (hostKey?: string) => Promise<CreatedWorkshop>

/** A call, and the page that is opened after it: that of the links, or the plenary board. */
interface Creation {
	call: CreateCall
	opens: 'links' | 'plenary'
}

/**
 * Creates a workshop, asks for the host key if the server needs it, and opens the page with the
 * links, or the plenary board.
 */
export function useCreateWorkshop() {
	const { t } = useTranslation(['app', 'home'])
	const [, navigate] = useLocation()
	const showToast = useToast()
	const [isCreating, save] = useSave()
	const [deferred, setDeferred] = useState<Creation | null>(null)
	const [keyRequest, setKeyRequest] = useState<'first' | 'again' | null>(null)

	const create = async ({ call, opens }: Creation, hostKey?: string) => {
		try {
			const { workshop, token, links } = await call(hostKey)
			saveCredentials({ workshop: workshop.id, token, role: 'facilitator', participant: null, links })
			const session = currentSession(workshop)
			const board = opens === 'plenary' && session ? plenaryOf(session) : null
			navigate(board ? boardPath(workshop.id, board.id, 'facilitator') : `/w/${workshop.id}/ready`)
		} catch (thrown) {
			const code = failureOf(thrown)
			if (code === 'sign_in_needed')
				return showToast(t(`errors.${code}`), 'error', {
					label: t('home:signIn.begin'),
					onChoose: () => startSignIn('home'),
				})
			if (code !== 'host_key_needed') return showToast(t(`errors.${code}`), 'error')
			setDeferred({ call, opens })
			setKeyRequest(hostKey ? 'again' : 'first')
		}
	}
	const answerKey = (key: string | null) => {
		setKeyRequest(null)
		if (key !== null && deferred) void save(() => create(deferred, key))
	}
	return {
		create: (call: CreateCall, opens: Creation['opens'] = 'links') => void save(() => create({ call, opens })),
		isCreating,
		/** The dialog for the host key, which the caller renders. */
		keyDialog: keyRequest && <HostKeyDialog isWrong={keyRequest === 'again'} onAnswer={answerKey} />,
	}
}

interface HostKeyDialogProps {
	/** Whether the last key was wrong. */
	isWrong: boolean
	/** Called with the key, or with null if the dialog is cancelled. */
	onAnswer: (key: string | null) => void
}

/** Asks for the host key, on servers where only invited hosts can create workshops. */
function HostKeyDialog({ isWrong, onAnswer }: HostKeyDialogProps) {
	const { t } = useTranslation()
	const [key, setKey] = useState('')
	const submit = (event: FormEvent) => {
		event.preventDefault()
		if (key.trim() !== '') onAnswer(key.trim())
	}
	return (
		<Dialog title={t('home.keyTitle')} onClose={() => onAnswer(null)}>
			<form className={styles['form']} onSubmit={submit} noValidate>
				<p>{t('home.keyLead')}</p>
				<TextField
					label={t('home.keyLabel')}
					type="password"
					value={key}
					onChange={setKey}
					error={isWrong && key === '' ? t('home.keyWrong') : null}
				/>
				<div className={styles['actions']}>
					<Button onClick={() => onAnswer(null)}>{t('cancel')}</Button>
					<Button type="submit" variant="primary">
						{t('home.create')}
					</Button>
				</div>
			</form>
		</Dialog>
	)
}

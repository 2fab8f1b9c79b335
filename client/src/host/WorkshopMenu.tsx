import type { HostWorkshop } from '@charrette/shared'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { TIME_ZONE } from '../connection/api/exports.ts'
import {
	createFacilitatorLink,
	eraseWorkshop,
	fetchWorkshopArchive,
	keepWorkshop,
	setWorkshopClosed,
} from '../connection/api/host.ts'
import { useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { CopyField } from '../ui/CopyField.tsx'
import { ConfirmDialog, Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Menu } from '../ui/Menu.tsx'
import { saveFile } from '../ui/saveFile.ts'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
import { deletionOf } from './formats.ts'
import styles from './workshops.module.css'

type Asking = { type: 'close' } | { type: 'erase' } | { type: 'link'; link: string }

interface WorkshopMenuProps {
	workshop: HostWorkshop
	/** The server's retention in days; null if it never deletes workshops. */
	retentionDays: number | null
}

/** The host's actions on a workshop. */
export function WorkshopMenu({ workshop, retentionDays }: WorkshopMenuProps) {
	const { t } = useTranslation('host')
	const language = useLanguage()
	const locale = useLocale()
	const attempt = useAttempt()
	const showToast = useToast()
	const client = useQueryClient()
	const [asking, setAsking] = useState<Asking | null>(null)
	const [isSaving, save] = useSave()
	const { id, title, isClosed } = workshop
	const stopAsking = () => setAsking(null)
	const refresh = () => client.invalidateQueries({ queryKey: ['host', 'workshops'] })

	const setClosed = async (closes: boolean) => {
		const changed = await save(() => attempt(() => setWorkshopClosed(id, closes)))
		if (!changed) return
		stopAsking()
		showToast(t(closes ? 'close.done' : 'open.done', { title }))
		await refresh()
	}
	const exportAll = async () => {
		showToast(t('export.begins', { title }))
		const file = await attempt(() => fetchWorkshopArchive(id, { locale, zone: TIME_ZONE }))
		if (file) saveFile(file.blob, file.name)
	}
	const keep = async () => {
		const kept = await attempt(() => keepWorkshop(id))
		const deletedAt = kept && deletionOf(kept, retentionDays)
		if (!deletedAt) return
		showToast(
			t('keep.done', { title, date: new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(deletedAt) }),
		)
		await refresh()
	}
	const createLink = async () => {
		const link = await attempt(() => createFacilitatorLink(id))
		if (link) setAsking({ type: 'link', link })
	}
	const isClosedItem = isClosed
		? { label: t('open.action'), onChoose: () => setClosed(false) }
		: { label: t('close.action'), onChoose: () => setAsking({ type: 'close' }) }
	return (
		<>
			<Menu
				icon="more"
				label={t('workshops.actionsOf', { title })}
				items={[
					isClosedItem,
					...(retentionDays === null ? [] : [{ label: t('keep.action', { days: retentionDays }), onChoose: keep }]),
					{ label: t('link.action'), onChoose: createLink },
					{ label: t('export.action'), onChoose: exportAll },
					{ label: t('erase.action'), onChoose: () => setAsking({ type: 'erase' }) },
				]}
			/>
			{asking?.type === 'close' && (
				<ConfirmDialog
					title={t('close.title', { title })}
					confirmLabel={t('close.confirm')}
					isBusy={isSaving}
					onConfirm={() => setClosed(true)}
					onClose={stopAsking}
				>
					<p>{t('close.lead')}</p>
				</ConfirmDialog>
			)}
			{asking?.type === 'link' && (
				<Dialog title={t('link.title', { title })} onClose={stopAsking}>
					<CopyField label={t('link.label')} hint={t('link.hint')} text={asking.link} />
				</Dialog>
			)}
			{asking?.type === 'erase' && <EraseDialog workshop={workshop} onClose={stopAsking} onErased={refresh} />}
		</>
	)
}

interface EraseDialogProps {
	workshop: HostWorkshop
	onClose: () => void
	onErased: () => void
}

/**
 * Asks for the title of the workshop, so that the host does not erase another workshop by mistake.
 */
function EraseDialog({ workshop: { id, title }, onClose, onErased }: EraseDialogProps) {
	const { t } = useTranslation(['host', 'app'])
	const attempt = useAttempt()
	const showToast = useToast()
	const [typed, setTyped] = useState('')
	const [isWrong, setWrong] = useState(false)
	const [isSaving, save] = useSave()
	const plain = (text: string) => text.trim().replace(/\s+/g, ' ')
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		if (plain(typed) !== plain(title)) return setWrong(true)
		if (!(await save(() => attempt(() => eraseWorkshop(id, typed))))) return
		showToast(t('erase.done', { title }))
		onClose()
		onErased()
	}
	return (
		<Dialog title={t('erase.title')} onClose={onClose}>
			<form className={styles['erase']} onSubmit={submit} noValidate>
				<p>{t('erase.lead')}</p>
				<p className={styles['name']} dir="auto">
					{title}
				</p>
				<TextField
					label={t('erase.label')}
					value={typed}
					onChange={(value) => {
						setTyped(value)
						setWrong(false)
					}}
					error={isWrong ? t('erase.wrong') : null}
				/>
				<div className={styles['actions']}>
					<Button type="submit" variant="danger" icon="bin" busy={isSaving}>
						{t('erase.confirm')}
					</Button>
					<Button onClick={onClose}>{t('app:cancel')}</Button>
				</div>
			</form>
		</Dialog>
	)
}

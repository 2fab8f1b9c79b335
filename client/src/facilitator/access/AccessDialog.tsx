import { formatJoinCode, type Workshop } from '@charrette/shared'
import { useState } from 'react'
import type { Credentials } from '../../connection/credentials.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/Dialog.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { useSave } from '../../ui/useSave.ts'
import { type ControlProps, useCommand } from '../useCommand.ts'
import styles from './access.module.css'
import { DeleteWorkshop } from './DeleteWorkshop.tsx'
import { LinkList } from './LinkList.tsx'

interface AccessDialogProps {
	credentials: Credentials
	workshop: Workshop
	onClose: () => void
}

/**
 * The dialog for access to the workshop: the join code, the switch that closes joining, and the
 * links for facilitators and projectors. It also deletes the workshop.
 */
export function AccessDialog({ credentials, workshop, onClose }: AccessDialogProps) {
	const { t } = useTranslation('dashboard')
	const run = useCommand(credentials)
	return (
		<Dialog title={t('access.title')} onClose={onClose}>
			<div className={styles['access']}>
				<Joining workshop={workshop} run={run} />
				<LinkList credentials={credentials} />
				<DeleteWorkshop credentials={credentials} workshop={workshop} />
			</div>
		</Dialog>
	)
}

/** The join code with a button that renews it, and the switch that closes joining. */
function Joining({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const [isConfirming, setConfirming] = useState(false)
	const [isSaving, save] = useSave()
	const isClosed = workshop.isJoiningClosed === true
	const renew = async () => {
		const isRenewed = (await save(() => run({ type: 'code.renew' }))) !== null
		setConfirming(false)
		if (isRenewed) showToast(t('access.codeRenewed'))
	}
	return (
		<section aria-labelledby="access-joining">
			<h3 id="access-joining">{t('header.code')}</h3>
			<div className={styles['row']}>
				<strong className={styles['code']} data-closed={isClosed}>
					{formatJoinCode(workshop.joinCode)}
				</strong>
				<Button icon="rotate" onClick={() => setConfirming(true)}>
					{t('access.renewCode')}
				</Button>
			</div>
			<div className={styles['row']}>
				<p role="status">{t(isClosed ? 'access.closedLead' : 'access.openLead')}</p>
				<Button icon={isClosed ? 'unfreeze' : 'lock'} onClick={() => run({ type: 'joining.set', isOpen: isClosed })}>
					{t(isClosed ? 'access.open' : 'access.close')}
				</Button>
			</div>
			{isConfirming && (
				<ConfirmDialog
					title={t('access.renewCode')}
					confirmLabel={t('access.renewCode')}
					isBusy={isSaving}
					onConfirm={renew}
					onClose={() => setConfirming(false)}
				>
					<p>{t('access.renewCodeConfirm')}</p>
				</ConfirmDialog>
			)}
		</section>
	)
}

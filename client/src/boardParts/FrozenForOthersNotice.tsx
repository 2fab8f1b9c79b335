import { sendCommand } from '../connection/api/commands.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notices.tsx'
import { useAttempt } from '../ui/useAttempt.ts'

/** Says to a facilitator, who may still edit, that others cannot, with a button that ends it. */
export function FrozenForOthersNotice() {
	const { t } = useTranslation('board')
	const { board, credentials } = useBoardPlace()
	const attempt = useAttempt()
	const unfreeze = () =>
		attempt(() => sendCommand(credentials, { type: 'boards.freeze', frozen: false, boards: [board] }))
	return (
		<Notice
			rank="state"
			icon="freeze"
			tone="plain"
			actions={
				<Button size="small" icon="unfreeze" onClick={unfreeze}>
					{t('notice.unfreeze')}
				</Button>
			}
		>
			{t('notice.frozenForOthers')}
		</Notice>
	)
}

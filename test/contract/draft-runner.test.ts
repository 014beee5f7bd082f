import { openLocalDrafts } from '../support/open-local-drafts.ts'
import { describeDraftRunner } from './draft-runner.contract.ts'

describeDraftRunner('child processes', openLocalDrafts)

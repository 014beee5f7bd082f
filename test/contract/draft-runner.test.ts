import { openLambdaDrafts } from '../support/open-lambda-drafts.ts'
import { openLocalDrafts } from '../support/open-local-drafts.ts'
import { describeDraftRunner } from './draft-runner.contract.ts'

describeDraftRunner('child processes', openLocalDrafts)
describeDraftRunner('the function draft-runner', openLambdaDrafts)
